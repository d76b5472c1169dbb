import * as modules from 'node:module';

/** Node has it from 22.8 on. */
interface Keeping {
  readonly enableCompileCache?: (folder: string) => unknown;
}

/**
 * What is loaded from now on is kept in the folder as it was compiled, and taken from there the next time, where Node can.
 * A folder that cannot be written is read; where there is none, all is as without. What lies in it is run: nobody may
 * write there who may not change the code.
 */
export const keepCompiled = (folder: string): void => void (modules as Keeping).enableCompileCache?.(folder);
