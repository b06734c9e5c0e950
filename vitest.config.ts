import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

/** Packages resolve to their sources, in the tests and in every worker thread or child that inherits execArgv. */
const CONDITION = 'roomful-source'

type Test = NonNullable<TestProjectInlineConfiguration['test']>

const EVERYWHERE = [
  'packages/**/*.test.{ts,tsx}',
  'apps/web/**/*.test.{ts,tsx}',
  '{bench,scripts}/**/*.test.ts',
]
/** Tests that open sockets, databases or child processes carry this in their name. */
const INTEGRATION = '**/*.integration.test.ts'

function project(test: Test & { name: string; timeoutMs: number }): TestProjectInlineConfiguration {
  const { timeoutMs, ...rest } = test
  return {
    extends: true,
    test: { testTimeout: timeoutMs, hookTimeout: timeoutMs, ...rest },
  }
}

export default defineConfig({
  resolve: { conditions: [CONDITION, 'module', 'browser', 'development|production', 'import', 'default'] },
  ssr: {
    resolve: { conditions: [CONDITION, 'module', 'node', 'development|production', 'import', 'default'] },
  },
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    execArgv: [`--conditions=${CONDITION}`],
    exclude: ['**/node_modules/**', '**/dist/**'],
    projects: [
      project({
        name: 'unit',
        include: EVERYWHERE,
        exclude: ['**/node_modules/**', '**/dist/**', INTEGRATION, 'packages/react/**', 'apps/web/**'],
        timeoutMs: 10_000,
      }),
      project({
        name: 'unit-dom',
        include: ['packages/react/**/*.test.{ts,tsx}', 'apps/web/**/*.test.{ts,tsx}'],
        environment: 'happy-dom',
        timeoutMs: 10_000,
      }),
      project({
        name: 'integration',
        include: [
          'packages/**/*.integration.test.ts',
          'tests/contracts/**/*.test.ts',
          'tests/api/**/*.test.ts',
        ],
        timeoutMs: 60_000,
      }),
      project({
        name: 'faults',
        include: ['tests/faults/**/*.test.ts'],
        fileParallelism: false,
        timeoutMs: 300_000,
      }),
      project({
        name: 'browser',
        include: ['tests/browser/**/*.test.ts'],
        fileParallelism: false,
        timeoutMs: 120_000,
      }),
    ],
  },
})
