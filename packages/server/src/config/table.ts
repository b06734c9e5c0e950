import { VARIABLES, type Variable } from './variables.ts'

const code = (text: string) => (text === '' ? '' : `\`${text}\``)

const defaultOf = ({ fallback = '', inProduction }: Variable) =>
  inProduction === undefined
    ? code(fallback)
    : `${code(fallback)}; production: ${code(inProduction) || 'none'}`

/** The environment as a Markdown table, for docs/OPERATIONS.md. */
export const environmentTable = (): string =>
  [
    '| variable | default | what it says |',
    '|---|---|---|',
    ...Object.values<Variable>(VARIABLES).map((variable) => {
      const { name, alias, about } = variable
      const names = alias === undefined ? code(name) : `${code(name)} (also ${code(alias)})`
      return `| ${names} | ${defaultOf(variable)} | ${about} |`
    }),
  ].join('\n')
