export function RoomPage({ slug }: { slug: string }) {
  return <p>{slug}</p>
}
