/** A quiet moving picture, in place of a camera. */
export function picture(title: string, seed: number): MediaStream {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  let turn = seed
  const draw = () => {
    turn += 0.02
    const sky = context.createLinearGradient(0, 0, 640, 360)
    sky.addColorStop(0, `hsl(${(seed * 47) % 360} 35% 46%)`)
    sky.addColorStop(1, `hsl(${(seed * 47 + 50) % 360} 32% 20%)`)
    context.fillStyle = sky
    context.fillRect(0, 0, 640, 360)
    context.fillStyle = '#ffffff22'
    context.beginPath()
    context.arc(320 + 60 * Math.cos(turn), 300, 150, 0, 7)
    context.arc(320 + 40 * Math.sin(turn), 150, 70, 0, 7)
    context.fill()
    context.fillStyle = '#ffffffaa'
    context.font = '600 26px sans-serif'
    context.fillText(title, 24, 44)
    requestAnimationFrame(draw)
  }
  draw()
  return canvas.captureStream(10)
}
