import { clusterContract } from './contract.fixture.ts'
import { createBus, inProcessCluster } from './in-process.ts'

clusterContract('in-process', async () => {
  const bus = createBus()
  return [inProcessCluster({ node: 'one', bus }), inProcessCluster({ node: 'two', bus })]
})
