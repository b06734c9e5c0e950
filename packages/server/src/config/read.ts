import { readFileSync } from 'node:fs'
import { dangersOf } from './production.ts'
import { type Config, UNSUPPORTED, VARIABLES, type Variable } from './variables.ts'

export type Environment = Readonly<Record<string, string | undefined>>
/** `problems`: one line each, saying what to do; with any, the server does not start. */
export type Reading =
  | { readonly config: Config; readonly warnings: readonly string[] }
  | { readonly problems: readonly string[] }

type Found = { readonly text: string; readonly from: string } | { readonly problem: string } | undefined

/** The file's last line break is not part of the value. */
function fromFile(name: string, path: string): Found {
  try {
    return { text: readFileSync(path, 'utf8').replace(/\r?\n$/, ''), from: `${name}_FILE` }
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : error
    return { problem: `${name}_FILE: ${path} cannot be read (${why}); check the path and its permissions` }
  }
}

function find(name: string, env: Environment): Found {
  const [direct, path] = [env[name], env[`${name}_FILE`]]
  if (direct && path) return { problem: `${name} and ${name}_FILE are both set; keep one of them` }
  if (path) return fromFile(name, path)
  return direct ? { text: direct, from: name } : undefined
}

function findVariable({ name, alias }: Variable, env: Environment): Found {
  const own = find(name, env)
  const other = alias === undefined ? undefined : find(alias, env)
  if (own === undefined || other === undefined) return own ?? other
  if ('problem' in own) return own
  if ('problem' in other) return other
  return own.text === other.text
    ? own
    : { problem: `${name} and ${alias} are both set and differ; keep one of them` }
}

const shown = (variable: Variable, text: string) =>
  variable.secret ? '' : `, not ${JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)}`

/** A variable that cannot be read counts as its default, so that the checks that follow find the other problems too. */
function readVariable(variable: Variable, env: Environment): { value: unknown; problem?: string } {
  const usual =
    env.NODE_ENV === 'production' ? (variable.inProduction ?? variable.fallback) : variable.fallback
  const found = findVariable(variable, env)
  const value = variable.schema.safeParse(usual).data
  if (found === undefined) return { value }
  if ('problem' in found) return { value, problem: found.problem }
  const parsed = variable.schema.safeParse(found.text)
  return parsed.success
    ? { value: parsed.data }
    : { value, problem: `${found.from} must be ${variable.expects}${shown(variable, found.text)}` }
}

function readVariables(env: Environment) {
  const read = Object.entries<Variable>(VARIABLES).map(
    ([key, variable]) => [key, readVariable(variable, env)] as const,
  )
  return {
    // Sound by the type of VARIABLES: each key carries the output of its own schema.
    config: Object.fromEntries(read.map(([key, { value }]) => [key, value])) as Config,
    problems: read.flatMap(([, { problem }]) => problem ?? []),
  }
}

function contradictionsOf(config: Config): string[] {
  const problems: string[] = []
  if (config.turnUrls.length > 0 && config.turnSecret === undefined)
    problems.push('TURN_URLS needs TURN_SECRET: the static-auth-secret of the TURN server')
  if (config.jwksUrl !== undefined && (config.jwtIssuer === undefined || config.jwtAudience === undefined))
    problems.push(
      'JWKS_URL needs JWT_ISSUER and JWT_AUDIENCE: without them tokens made for other services would be let in',
    )
  return problems
}

/** Reads the whole configuration. Never throws; every problem is listed, not only the first. */
export function readConfig(env: Environment): Reading {
  const { config, problems } = readVariables(env)
  problems.push(...contradictionsOf(config))
  const inert = UNSUPPORTED.filter((name) => find(name, env) !== undefined).map(
    (name) => `${name} is set, but this version runs alone with its embedded database; unset it`,
  )
  if (env.NODE_ENV === 'production') problems.push(...dangersOf(config), ...inert)
  return problems.length > 0 ? { problems } : { config, warnings: inert }
}
