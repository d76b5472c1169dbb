/** `node tests/dist/real/convert.js FOLDER` writes every real data set there, in the formats that `proficio import` reads. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digcomp } from './digcomp.js';
import { ouladFramework, ouladItems, ouladMapping } from './oulad.js';
import { competencies, frameworkOf, rolesOf } from './unidays.js';

const [folder = '.'] = process.argv.slice(2);
const { file: roles, leftOut } = rolesOf(['engineering-competencies']);
const files = {
  'unidays-product': frameworkOf(competencies('product')),
  'unidays-core': frameworkOf(competencies('core')),
  'unidays-roles': roles,
  'unidays-roles-with-engineering': rolesOf([]).file,
  digcomp: digcomp(),
  'oulad-framework': ouladFramework(),
  'oulad-items': ouladItems(),
  'oulad-mapping': ouladMapping(),
};
mkdirSync(folder, { recursive: true });
for (const [name, content] of Object.entries(files))
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`);
for (const { role, kind, reference } of leftOut) console.log(`${role}: ${kind} ${reference} is left out`);
