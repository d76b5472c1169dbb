// First, since libraries read it when they are loaded.
import './production.js';
import { program } from './command/program.js';

try {
  await (await program(process.argv[2])).parseAsync();
} catch (error) {
  const { wordsOf } = await import('./command/failed.js');
  console.error(wordsOf(error));
  process.exitCode = 1;
}
