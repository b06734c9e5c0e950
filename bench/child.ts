import { type ChildProcess, fork } from 'node:child_process'
import type { LoadOrders, LoadReply } from './load/process.ts'

const SOURCE = ['--conditions=roomful-source']

/** A child process of a bench that answers each order with one reply. */
class Child {
  readonly #process: ChildProcess

  constructor(file: string, args: readonly string[] = []) {
    this.#process = fork(new URL(file, import.meta.url), args, {
      execArgv: [...SOURCE, '--expose-gc'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
  }

  next<T>(): Promise<T> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`the child ended with ${code}`))
      this.#process.once('exit', onExit)
      this.#process.once('message', (message: { reply?: T; failed?: string }) => {
        this.#process.off('exit', onExit)
        if (message.failed !== undefined) reject(new Error(message.failed))
        else resolve(message.reply as T)
      })
    })
  }

  ask<T>(message: object): Promise<T> {
    const reply = this.next<T>()
    this.#process.send(message)
    return reply
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.kill('SIGKILL')
    await ended
  }
}

/** CPU seconds of the whole server process, threads included, and its memory. */
export interface Usage {
  readonly cpuSeconds: number
  readonly rssBytes: number
}

export class Server {
  readonly #child: Child
  readonly port: number
  private constructor(child: Child, port: number) {
    this.#child = child
    this.port = port
  }
  /** @param file under bench/servers */
  static async start(file: string, ...args: string[]): Promise<Server> {
    const child = new Child(`./servers/${file}`, args)
    return new Server(child, await child.next<number>())
  }
  usage(): Promise<Usage> {
    return this.#child.ask<Usage>({ ask: 'usage' })
  }
  end(): Promise<void> {
    return this.#child.end()
  }
}

export class Load {
  readonly #child = new Child('./load/process.ts')
  static async start(): Promise<Load> {
    const load = new Load()
    await load.#child.next()
    return load
  }
  order<O extends keyof LoadOrders>(order: O, args: LoadOrders[O]): Promise<LoadReply> {
    return this.#child.ask<LoadReply>({ order, args })
  }
  end(): Promise<void> {
    return this.#child.end()
  }
}
