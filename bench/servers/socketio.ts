// The peer: what a careful developer writes with Socket.IO 4.8 in an afternoon. Messages are not stored. In the storm
// (`lists`) each join sends the whole list to everybody, as the five contracts did.
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { answerUsage } from './usage.ts'

const lists = process.argv.includes('lists')
const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false, perMessageDeflate: false })
const rooms = new Map<string, Set<string>>()

io.on('connection', (socket) => {
  socket.on('join', (room: string, ack: () => void) => {
    socket.join(room)
    if (lists) {
      const members = rooms.get(room) ?? new Set()
      rooms.set(room, members.add(socket.id))
      io.to(room).emit('list', [...members])
    }
    ack()
  })
  socket.on('send', (room: string, text: string, ack: () => void) => {
    io.to(room).emit('message', { from: socket.id, text, at: Date.now() })
    ack()
  })
})
http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  answerUsage(typeof address === 'object' && address ? address.port : 0)
})
