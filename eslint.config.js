// eslint.config: types checked strictly; a stage imports base and of its siblings types only (design section 4).
import tseslint from 'typescript-eslint';

const STAGES = ['rules', 'kernel', 'ingest', 'lanes', 'match', 'screen', 'cases', 'triggers', 'serve'];

/** Values of another stage may be imported by pipeline.ts, cli/ and workers/ alone. */
const stageBoundaries = STAGES.map((stage) => ({
  files: [`src/${stage}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: [...STAGES.filter((other) => other !== stage), 'cli'].map((other) => `../${other}/*`),
            allowTypeImports: true,
            message: 'A stage imports base, and of its siblings types only; pipeline.ts joins them.',
          },
          { group: ['../pipeline.js'], message: 'Stages do not know the pipeline.' },
        ],
        ...(stage === 'lanes' ? {} : { paths: [{ name: 'piscina', message: 'Only lanes/ knows Piscina.' }] }),
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'bench/.cache/', 'src/kernel/assembly/'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 500, skipComments: true, skipBlankLines: true }],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'exit', message: 'Only cli/ ends the process.' },
      ],
    },
  },
  {
    files: ['src/base/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['../*'], message: 'base imports no sibling.' }] }],
    },
  },
  ...stageBoundaries,
  {
    files: ['src/cli/**/*.ts', 'bench/**/*.ts', 'datasets/**/*.ts', 'test/**/*.ts'],
    rules: { 'max-lines': 'off', 'no-restricted-properties': 'off', 'no-console': 'off' },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);
