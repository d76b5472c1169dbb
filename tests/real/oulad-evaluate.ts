/** `node tests/dist/real/oulad-evaluate.js FILE` writes OULAD's results there, and prints how to evaluate them. */
import { writeFileSync } from 'node:fs';
import { OULAD_ARGUMENTS, ouladTable } from './oulad-table.js';

const [file = 'oulad-evaluate.csv'] = process.argv.slice(2);
writeFileSync(file, ouladTable());
console.log(`proficio evaluate ${file} ${OULAD_ARGUMENTS}`);
