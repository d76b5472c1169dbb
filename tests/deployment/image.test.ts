import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ofKind } from './manifests.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const [, build = '', image = ''] = read('infra/Dockerfile').split(/^FROM /m);
const told = (instruction: string) => new RegExp(`^${instruction} (.*)$`, 'm').exec(image)?.[1] ?? '';
const [node, main]: readonly string[] = JSON.parse(told('ENTRYPOINT'));
const pods = ofKind('Deployment').map(({ spec }) => spec.template.spec);

test('what is built with stays behind: the last that is installed is what runs, and nothing is after it', () => {
  expect(build.match(/^RUN npm ci.*$/gm)?.at(-1)).toContain('--omit=dev --workspace=@proficio/academy');
  expect(image).toMatch(/^gcr\.io\/distroless\//);
  expect(image).not.toMatch(/^RUN /m);
});
test('it is run as the user, by the program and at the port that those who run it take it for', () => {
  const compose = parse(read('infra/compose.yaml'), { merge: true });
  expect(compose['x-process'].healthcheck.test.slice(0, 2)).toEqual(['CMD', node]);
  for (const { securityContext, containers } of pods) {
    expect(told('USER')).toBe(`${securityContext.runAsUser}:${securityContext.runAsGroup}`);
    expect(containers[0].lifecycle.preStop.exec.command[0]).toBe(node);
    expect(told('ENV').split(' ')).toContain(`PORT=${containers[0].ports[0].containerPort}`);
  }
});
test('what it is built of is there', () => {
  const kept = [...read('.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path = '']) => path);
  expect(kept.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  expect(existsSync(join(ROOT, String(main).replace('/dist/', '/src/').replace(/js$/, 'ts')))).toBe(true);
});
