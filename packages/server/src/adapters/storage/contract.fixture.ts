import { describe } from 'vitest'
import { appendRules } from './contract/append.fixture.ts'
import { messageRules } from './contract/messages.fixture.ts'
import { peopleRules } from './contract/people.fixture.ts'
import type { Place, WithStorage } from './contract/place.fixture.ts'
import { recoveryRules } from './contract/recovery.fixture.ts'
import { roomRules } from './contract/rooms.fixture.ts'
import { rosterRules } from './contract/roster.fixture.ts'

/** The rules ST1–ST25, which every storage keeps.
 *  @param create gives an empty database for each test */
export const storageContract = (name: string, create: () => Promise<Place>): void => {
  const withStorage: WithStorage = (use) => async () => {
    const place = await create()
    const storage = await place.open()
    try {
      await use(storage, place)
    } finally {
      await storage.close()
      await place.remove()
    }
  }
  describe(`${name} keeps the storage contract`, () => {
    appendRules(withStorage)
    roomRules(withStorage)
    recoveryRules(withStorage)
    messageRules(withStorage)
    rosterRules(withStorage)
    peopleRules(withStorage)
  })
}
