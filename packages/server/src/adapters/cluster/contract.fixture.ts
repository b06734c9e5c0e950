import { describe, expect, test } from 'vitest'
import type { Cluster, Publication } from '../../ports/index.ts'

const publication = (cluster: Cluster, room: string, seq: number): Publication => ({
  node: cluster.node,
  room,
  slug: `slug of ${room}`,
  epoch: 'e1',
  entries: [{ seq, at: 1, type: 'participant.renamed', payload: { id: 'user:ann', name: 'Ann' } }],
  live: [],
  sockets: [],
})

/** What every Cluster must do. `open` gives nodes that hear each other. */
export function clusterContract(name: string, open: () => Promise<readonly [Cluster, Cluster]>): void {
  describe(`Cluster: ${name}`, () => {
    test('[DE8] the publishing node hears its own publication before publish returns', async () => {
      const [one] = await open()
      const heard: Publication[] = []
      one.subscribe('r', (each) => heard.push(each))
      one.publish(publication(one, 'r', 1))
      expect(heard).toEqual([publication(one, 'r', 1)])
    })

    test('[DE8] other nodes hear it too, in the order of publishing', async () => {
      const [one, two] = await open()
      const third = Promise.withResolvers<void>()
      const seqs: number[] = []
      two.subscribe('r', ({ entries }) => {
        for (const { seq } of entries) seqs.push(seq)
        if (seqs.length === 3) third.resolve()
      })
      for (const seq of [1, 2, 3]) one.publish(publication(one, 'r', seq))
      await third.promise
      expect(seqs).toEqual([1, 2, 3])
    })

    test('[DE8] a node hears only rooms that it subscribed, and none after unsubscribing', async () => {
      const [one] = await open()
      const heard: string[] = []
      const stop = one.subscribe('r', ({ room }) => heard.push(room))
      one.subscribe('other', ({ room }) => heard.push(room))
      one.publish(publication(one, 'nobody', 1))
      one.publish(publication(one, 'r', 1))
      stop()
      stop()
      one.publish(publication(one, 'r', 2))
      one.publish(publication(one, 'other', 1))
      expect(heard).toEqual(['r', 'other'])
    })

    test('[DE8] a listener may unsubscribe while it is called', async () => {
      const [one] = await open()
      const heard: string[] = []
      const stop = one.subscribe('r', () => {
        heard.push('first')
        stop()
      })
      one.subscribe('r', () => heard.push('second'))
      one.publish(publication(one, 'r', 1))
      one.publish(publication(one, 'r', 2))
      expect(heard).toEqual(['first', 'second', 'second'])
    })

    test('nodes have names of their own, answer a ping and hear nothing once closed', async () => {
      const [one, two] = await open()
      expect(one.node).not.toBe(two.node)
      await one.ping()
      const heard: Publication[] = []
      one.subscribe('r', (each) => heard.push(each))
      await one.close()
      two.publish(publication(two, 'r', 1))
      expect(heard).toEqual([])
    })
  })
}
