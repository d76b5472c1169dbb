import { relative } from 'node:path';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Rules look at one file at a time and need no types, so the whole house lints in seconds; `tsc` checks the types. */
const castless = {
  selector: ':matches(TSAsExpression, TSTypeAssertion):not([typeAnnotation.typeName.name="const"])',
  message: 'Casts belong in infra and the kernel: parse at the border and trust types inside.',
};
const house = [
  {
    selector: 'SwitchStatement[discriminant.property.name=/^(type|status)$/] > SwitchCase[test=null]',
    message: 'A switch on type or status has no default, so that the compiler names the case that is missing.',
  },
  {
    selector:
      ':matches(ClassDeclaration[abstract=true]:not(:has(Decorator CallExpression[callee.name="InterfaceType"])), ClassDeclaration[id.name=/^Base|(Manager|Helpers?|Utils?)$/])',
    message: 'No base classes, managers, helpers or utils: name the one idea.',
  },
];

const nameless = /(?:^|[/-])(utils?|helpers?|managers?|common|misc|base)(?:\/|\.[^/]*$)/i;
/** Refuses files and folders whose name says nothing of what belongs in them. */
const roomNames = {
  create: (context) => ({
    Program: (node) => {
      const [, name] = nameless.exec(relative(context.cwd, context.filename).replaceAll('\\', '/')) ?? [];
      if (name) context.report({ node, message: `"${name}" names no idea: say what belongs there.` });
    },
  }),
};

export default tseslint.config(
  { ignores: ['**/dist/', '**/coverage/', '**/.turbo/', '**/.proficio/', '**/generated/'] },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    plugins: { house: { rules: { 'room-names': roomNames } } },
    rules: {
      'house/room-names': 'error',
      'no-console': 'error',
      'no-undef': 'off', // tsc knows the globals
      'no-restricted-syntax': ['error', ...house, castless],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['infra/**', 'tests/**', 'events/src/{kernel,views}/**'],
    rules: { 'no-restricted-syntax': ['error', ...house] },
  },
  {
    files: ['services/academy/**', 'tests/**', '**/*.test.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
  },
);
