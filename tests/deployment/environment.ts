import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewaySettings, ServiceSettings, settingsIn } from '@proficio/academy';

type Environment = Readonly<Record<string, string>>;

/** What secrets may be, by the end of the path that a setting names. */
export const SECRETS: Environment = {
  'gateway-secret': 'a secret of more than thirty-two characters',
  'kurrent-url': 'kurrentdb://kurrentdb:2113?tls=true',
  'mongo-url': 'mongodb://mongodb:27017/?replicaSet=proficio',
};

/** What the process would say of its environment at start, and which variables it does not know. */
export const faultsOf = (process: string, environment: Environment, secrets = SECRETS): readonly string[] => {
  const settings = process === 'gateway' ? GatewaySettings : ServiceSettings;
  const known = new Set(Object.keys(settings.shape).flatMap((name) => [name, `${name}_FILE`]));
  const unknown = Object.keys(environment).filter((name) => !known.has(name));
  return [...unknown.map((name) => `nobody knows ${name}`), ...refusalOf(process, environment, secrets)];
};

const refusalOf = (process: string, environment: Environment, secrets: Environment): readonly string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'proficio-deployment-'));
  try {
    for (const [name, value] of Object.entries(secrets)) writeFileSync(join(folder, name), value);
    const here = Object.entries(environment).map(([name, value]) => [
      name,
      name.endsWith('_FILE') ? join(folder, value.split('/').at(-1) ?? '') : String(value),
    ]);
    settingsIn(process === 'gateway' ? GatewaySettings : ServiceSettings, Object.fromEntries(here));
    return [];
  } catch (error) {
    return String(error).split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
};
