import boundaries from 'eslint-plugin-boundaries';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** The layers, inner ones first. A layer may import only what is listed for it in `allowed`. */
const layers = [
  'core',
  'runtime',
  'files',
  'engine',
  'client',
  'batch',
  'agents',
  'api',
  'messages',
  'view',
  'commands',
  'cli',
  'train',
];
const allowed = {
  core: ['core'],
  runtime: ['runtime'],
  files: ['files', 'core'],
  train: ['train', 'runtime', 'files', 'core'],
  client: ['client', 'core'],
  engine: ['engine', 'runtime', 'files', 'core', 'client', 'train'],
  batch: ['batch', 'client', 'files', 'core'],
  api: ['api', 'batch', 'client', 'files', 'core'],
  agents: ['agents', 'batch', 'client', 'core'],
  cli: ['cli', 'agents', 'batch', 'client', 'files', 'core'],
  messages: ['messages', 'client', 'core'],
  view: ['view', 'messages', 'agents', 'batch', 'client', 'files', 'core'],
  commands: ['commands', 'view', 'messages', 'batch', 'client', 'core'],
  'webview-ui': ['webview-ui', 'messages', 'core'],
};
/**
 * The rooms of the engine, inner ones first: none imports a later one. `services` and `server` stand between sessions and
 * training; the other files beside the rooms belong to all of them.
 */
const rooms = ['images', 'models', 'sessions', 'training', 'jobs'];
const doors = ['services', 'server', 'handlers', 'main'];
const engineRules = [
  {
    files: ['cancel', 'garbage', 'in-turns', 'inference-queue', 'reason', 'shutdown-guard', 'text'],
    later: [...rooms, ...doors],
  },
  ...['images', 'models', 'sessions'].map((room, i) => ({ room, later: [...rooms.slice(i + 1), ...doors] })),
  { files: ['services', 'server'], later: ['training', 'jobs', 'handlers', 'main'] },
  { room: 'training', later: ['jobs', 'handlers', 'main'] },
  { room: 'jobs', later: ['handlers', 'main'] },
];
/** ONNX Runtime loads only by the module that silences its telemetry. */
const loud = {
  name: 'onnxruntime-node',
  message: 'Import src/runtime/onnxruntime instead: it turns the telemetry off.',
};
/** With its namespace only what is used is bundled; its object `z` has the messages of fifty languages. */
const wholeZod = {
  selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier[imported.name='z']",
  message: "Use import * as z from 'zod'.",
};
/** Sentences for people stand in the catalogues; errors that no user can cause are not sentences. */
const strayText = [
  'Literal[value=/^[A-Z][^.]* .*[.?!]$/]',
  'TemplateLiteral > TemplateElement[tail=true][value.raw=/ [^<>]*[a-z][.?!]$/]',
].map(selector => ({ selector, message: 'A sentence that a person reads stands in the text.ts of its folder.' }));
const pureOnly = ['vscode', 'onnxruntime-node', 'sharp', 'node:*', 'fs', 'path', 'os', 'child_process', 'zod'];

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'out/**',
      'node_modules/**',
      '.cache/**',
      '**/node_modules/**',
      'src/train/graph/onnx.js',
      'src/train/graph/onnx.d.ts',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
      globals: globals.node,
    },
    plugins: { boundaries },
    settings: {
      'boundaries/elements': [
        ...layers.map(layer => ({ type: layer, pattern: `src/${layer}` })),
        { type: 'webview-ui', pattern: 'webview-ui' },
      ],
      'import/resolver': { typescript: true },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: Object.entries(allowed).map(([from, to]) => ({
            from: { element: { type: from } },
            allow: to.map(type => ({ to: { element: { type } } })),
          })),
        },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: [loud] }],
    },
  },
  {
    files: ['src/{engine,client,batch,agents,api,cli,train,files}/**'],
    rules: { 'no-restricted-imports': ['error', { paths: ['vscode', loud] }] },
  },
  ...engineRules.map(({ room, files = [], later }) => ({
    files: room ? [`src/engine/${room}/**`] : files.map(file => `src/engine/${file}.ts`),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['vscode', loud],
          patterns: [
            {
              regex: `^\\.{1,2}/(\\.\\./)?(${later.join('|')})(/|$)`,
              message: 'A room of the engine imports no later one (see engineRules in eslint.config.mjs).',
            },
          ],
        },
      ],
    },
  })),
  {
    files: ['src/core/**', 'webview-ui/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: pureOnly }] },
  },
  {
    files: ['src/**', 'webview-ui/**'],
    ignores: ['**/text.ts', '**/text.*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...strayText, wholeZod] },
  },
  { files: ['src/runtime/**'], rules: { 'no-restricted-imports': ['error', { paths: ['vscode'] }] } },
  { files: ['src/cli/**', 'scripts/**', 'bench/**', 'test/**'], rules: { 'no-console': 'off' } },
  { files: ['eslint.config.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
