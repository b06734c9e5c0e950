export * from './command.ts'
export * from './overlay.ts'
export * from './state.ts'
