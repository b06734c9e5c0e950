import { storageContract } from '../contract.fixture.ts'
import { sqlitePlace } from './place.fixture.ts'

storageContract('sqlite', sqlitePlace)
