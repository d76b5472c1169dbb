import { Rejection } from '@proficio/events';
import type { Framework } from '../publication/prepared.js';
import { CANVAS } from '../rules/canvas.js';
import { canvas } from './canvas.js';
import type { Policy, ScorePolicy } from './policy.js';
import { proficiency } from './proficiency.js';

/** `canvas/n-mastery@1 {n: 3}`: id, version, and parameters where they are not the defaults. */
const NAME = /^([a-z/-]{1,64})@(\d{1,4})(?: ?\{([^{}]{0,200})\})?$/;
const PARAMETER = /^\s*([a-z]+)\s*:\s*(-?\d+(?:\.\d+)?)\s*$/;

/** Reads a policy as every number names it. @throws Rejection POLICY_UNKNOWN, POLICY_INVALID */
export const readPolicy = (name: string): Policy => {
  const [, id = '', version = '', parameters = ''] = NAME.exec(name.trim()) ?? unknown(name);
  return { id, version: Number(version), parameters: readParameters(parameters) };
};

const readParameters = (text: string): Policy['parameters'] => {
  if (text.trim() === '') return {};
  const parameters = new Map<string, number>();
  for (const told of text.split(',')) {
    const [, name = '', value] = PARAMETER.exec(told) ?? malformed(told);
    if (parameters.has(name)) throw new Rejection('POLICY_INVALID', [{ field: name, reason: 'is told twice' }]);
    parameters.set(name, Number(value));
  }
  return Object.fromEntries(parameters);
};

/**
 * The policy that a name means for a framework: mastery is the framework's middle cut point, the lower of two, unless
 * the policy says otherwise.
 *
 * @throws Rejection POLICY_UNKNOWN, POLICY_INVALID
 */
export const policyFor = (policy: Policy, { cuts }: Pick<Framework, 'cuts'>): ScorePolicy => {
  const { id, version, parameters } = policy;
  const known = version === 1 && (id === proficiency.policy.id || CANVAS.has(id));
  if (!known) return unknown(`${id}@${version}`);
  if (id !== proficiency.policy.id) return canvas(id, parameters, cuts[(cuts.length - 1) >> 1] ?? 0);
  const faults = Object.keys(parameters).map((field) => ({ field, reason: 'is no parameter of this policy' }));
  if (faults.length > 0) throw new Rejection('POLICY_INVALID', faults);
  return proficiency;
};

/** No id is longer; what is told again of a name that is none ends here, since it may be of any length. */
const LONGEST_ID = 64;

const unknown = (name: string): never => {
  const all = [proficiency.policy.id, ...CANVAS.keys()].map((id) => `${id}@1`).join(', ');
  const told = name.length > LONGEST_ID ? `${name.slice(0, LONGEST_ID)}...` : name;
  throw new Rejection('POLICY_UNKNOWN', [{ field: 'policy', reason: `there is no ${told}; there are ${all}` }]);
};
const malformed = (told: string): never => {
  throw new Rejection('POLICY_INVALID', [{ field: 'policy', reason: `parameters read name: number, not ${told}` }]);
};
