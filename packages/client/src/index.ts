export type {
  Fault,
  FaultCode,
  Leg,
  MediaState,
  Message,
  Participant,
  ParticipantId,
  Position,
  PresenceState,
  Principal,
  Reaction,
  Role,
  RoomInfo,
  RoomKind,
  RoomSummary,
  TokenAnswer,
  UserData,
} from '@roomful/protocol'
export { watchBrowser } from './browser.ts'
export { createClient } from './create-client.ts'
export { type ErrorCode, type LocalFaultCode, RoomfulError } from './errors.ts'
export type { CaptureWish } from './media/capture.ts'
export type { DeviceKind } from './media/choices.ts'
export {
  createDevices,
  type Device,
  type DevicesClient,
  type DevicesState,
  type OpenedMedia,
} from './media/devices.ts'
export { browserMedia } from './media/environment.ts'
export { MediaFailure, type MediaFailureReason, type MediaFault, type MediaSource } from './media/failure.ts'
export { createLevelMeter, type LevelMeter } from './media/meter.ts'
export type { Permission } from './media/permission.ts'
export { createGuest, createRest, type PageOptions, type Rest, type RestOptions } from './rest.ts'
export * from './types.ts'
