import { resolve } from 'node:path';
import { isDataFolder } from '@proficio/infra/sqlite/folder';

/** Only what brings an academy into being makes a folder; whoever looks for one would find an empty one for ever. */
export class NoAcademyError extends Error {
  override readonly name = 'NoAcademyError';
  constructor(folder: string) {
    super(
      `there is no academy in ${resolve(folder)}: its folder is told by --data or PROFICIO_DATA, ` +
        'a server elsewhere by --url and --token',
    );
  }
}

/** The folder, where it has an academy. @throws NoAcademyError */
export const existing = (folder: string): string => {
  if (isDataFolder(folder)) return folder;
  throw new NoAcademyError(folder);
};
