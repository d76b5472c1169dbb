#!/usr/bin/env node
// npm links a workspace's command only if its file is there at install, before anything is built. So this file is
// committed, builds what is missing or stale, and becomes the command.
import { buildWhatIsStale } from './build.mjs';

buildWhatIsStale();
await import('../dist/cli.js');
