/**
 * The command `proficio`, with everything it needs loaded beforehand: it begins when it is told its arguments, a JSON
 * list on standard input. So a kill at a random moment hits its work, not the second that loading takes.
 */
import { once } from 'node:events';
import '../../services/academy/dist/index.js';

const [line] = await once(process.stdin, 'data');
process.stdin.destroy();
process.argv.push(...JSON.parse(line));
await import('../../services/academy/dist/cli.js');
