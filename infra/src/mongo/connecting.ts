import { ConfigurationError } from '../configuration-error.js';
import { toldByNode } from '../node-error.js';
import { StorageError } from '../storage-error.js';
import { storing } from './outage.js';

/**
 * Before it asks a server the driver reads the files that its string names, and looks up who is meant by a name; what goes
 * wrong then it hands on in Node's words, which name no setting.
 * @throws ConfigurationError for a file, StorageError for all else that may be over when it is tried again
 */
export const connecting = async (connect: () => Promise<unknown>): Promise<void> => {
  try {
    await storing(connect);
  } catch (cause) {
    const { syscall, code } = toldByNode(cause);
    if (syscall === 'open' || syscall === 'read')
      throw new ConfigurationError(`the connection string of MongoDB: a file that it names cannot be read: ${code}`, {
        cause,
      });
    if (String(syscall).startsWith('query'))
      throw new StorageError(`MongoDB is not found by its name: ${code}.`, { cause });
    throw cause;
  }
};
