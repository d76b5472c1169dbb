// First, since libraries read it when they are loaded.
import './production.js';
import { program } from './command/program.js';
import { wordsOf } from './command/failed.js';

try {
  await program().parseAsync();
} catch (error) {
  console.error(wordsOf(error));
  process.exitCode = 1;
}
