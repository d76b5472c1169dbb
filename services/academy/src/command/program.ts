import { Command } from 'commander';

interface Room {
  readonly names: readonly string[];
  readonly commands: () => Promise<readonly Command[]>;
}

/** Commands by name. A room is loaded when one of its commands is asked for: who starts a service imports no files. */
const ROOMS: readonly Room[] = [
  { names: ['start'], commands: async () => [(await import('./starting.js')).starting()] },
  { names: ['token'], commands: async () => [(await import('./token.js')).token()] },
  { names: ['import'], commands: async () => [(await import('./importing.js')).importing()] },
  { names: ['evaluate'], commands: async () => [(await import('./evaluating.js')).evaluating()] },
  { names: ['replay'], commands: async () => [(await import('./replaying.js')).replaying()] },
  { names: ['copy'], commands: async () => [(await import('./copying.js')).copying()] },
  { names: ['config'], commands: async () => [(await import('./configuring.js')).configuring()] },
  {
    names: ['status', 'verify', 'rebuild', 'erase'],
    commands: async () => (await import('./operating.js')).operating(),
  },
];

/** The command line, as far as it is needed for its first word; all of it for any other. */
export const program = async (first?: string): Promise<Command> => {
  const all = new Command('proficio').description('Headless learning management, and all that belongs to it');
  const asked = ROOMS.filter(({ names }) => first !== undefined && names.includes(first));
  for (const { commands } of asked.length > 0 ? asked : ROOMS)
    for (const each of await commands()) all.addCommand(each);
  return all;
};
