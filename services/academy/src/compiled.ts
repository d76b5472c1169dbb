import { fileURLToPath } from 'node:url';
import { keepCompiled } from '@proficio/infra/compiled';

/** Beside the installed packages: whoever may write there may change the code anyhow. `NODE_COMPILE_CACHE` wins. */
keepCompiled(fileURLToPath(new URL('../../../node_modules/.cache/proficio/compiled', import.meta.url)));
