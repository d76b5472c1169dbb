// First, since libraries read it when they are loaded.
import './production.js';
// Then, since only what is loaded afterwards is kept; so all else is imported below.
import './compiled.js';

try {
  const { program } = await import('./command/program.js');
  await (await program(process.argv[2])).parseAsync();
} catch (error) {
  const { wordsOf } = await import('./command/failed.js');
  console.error(wordsOf(error));
  process.exitCode = 1;
}
