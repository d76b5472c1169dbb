/** A word of the files as GraphQL's enumerations have it: `partOf` is PART_OF, `single-choice` SINGLE_CHOICE. */
export const enumName = (word: string): string => word.replace(/[A-Z]/g, '_$&').replaceAll('-', '_').toUpperCase();
