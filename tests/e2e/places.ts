import { getNamedType, getNullableType, isInputObjectType, isListType, type GraphQLInputType } from 'graphql';
import type { Json } from './academy.js';

type Path = readonly (string | number)[];

/** Where one value stands, or could stand, in an input. */
export interface Place {
  readonly path: Path;
  /** The scalar's or enum's name. */
  readonly type: string;
}

/** All of them; the first entry of a list stands for the others, and what is not there at all is not looked into. */
export const placesIn = (type: GraphQLInputType, value: Json, path: Path = []): readonly Place[] => {
  const inner = getNullableType(type);
  if (isListType(inner)) return placesIn(inner.ofType, value?.[0], [...path, 0]);
  if (!isInputObjectType(inner)) return [{ path, type: getNamedType(type).name }];
  if (value === undefined) return [];
  return Object.values(inner.getFields()).flatMap((field) =>
    placesIn(field.type, value[field.name], [...path, field.name]),
  );
};

/** The input with another value there. */
export const withValue = (input: Json, [at, ...rest]: Path, value: unknown): Json => {
  if (at === undefined) return value;
  if (typeof at === 'number') return [withValue(input?.[0], rest, value), ...(input ?? []).slice(1)];
  return { ...input, [at]: withValue(input?.[at], rest, value) };
};
