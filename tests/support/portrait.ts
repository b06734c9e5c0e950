/** Runs in the page before its scripts: the camera films a drawn person before a wall instead of a test pattern, so that
 *  pictures of the app show what a room looks like. */
function filmPortrait(hue: number): void {
  const WIDTH_PX = 640
  const HEIGHT_PX = 360
  const FRAMES_PER_S = 10
  const draw = (to: CanvasRenderingContext2D, at: number) => {
    const colour = (saturation: number, lightness: number, turn = 0) =>
      `hsl(${hue + turn} ${saturation}% ${lightness}%)`
    const wall = to.createLinearGradient(0, 0, WIDTH_PX, HEIGHT_PX)
    wall.addColorStop(0, colour(30, 62))
    wall.addColorStop(1, colour(34, 34))
    to.fillStyle = wall
    to.fillRect(0, 0, WIDTH_PX, HEIGHT_PX)
    to.fillStyle = colour(28, 70, 30)
    to.fillRect(430, 40, 130, 170)
    to.fillStyle = colour(30, 52, 30)
    to.fillRect(442, 52, 106, 146)
    const sway = Math.sin(at / 900) * 5
    const shape = (fill: string, x: number, y: number, rx: number, ry: number) => {
      to.fillStyle = fill
      to.beginPath()
      to.ellipse(x + sway, y, rx, ry, 0, 0, 2 * Math.PI)
      to.fill()
    }
    shape(colour(45, 30, 160), 320, 400, 150, 130)
    shape('hsl(24 38% 62%)', 320, 272, 30, 46)
    shape(colour(24, 18, 200), 320, 166, 84, 92)
    shape('hsl(24 42% 70%)', 320, 188, 66, 82)
    for (const side of [-24, 24]) shape('hsl(20 30% 22%)', 320 + side, 178, 5, 6)
    shape('hsl(8 42% 48%)', 320, 226, 18, 3 + Math.abs(Math.sin(at / 240)) * 4)
  }
  const devices: MediaDevices | undefined = navigator.mediaDevices
  const open = devices?.getUserMedia.bind(devices)
  if (!devices || !open) return
  devices.getUserMedia = async (wish) => {
    const stream = await open(wish)
    for (const camera of stream.getVideoTracks()) {
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width: WIDTH_PX, height: HEIGHT_PX })
      const to = canvas.getContext('2d')
      const [drawn] = canvas.captureStream(FRAMES_PER_S).getVideoTracks()
      if (!to || !drawn) continue
      const timer = setInterval(() => draw(to, performance.now()), 1_000 / FRAMES_PER_S)
      const stop = drawn.stop.bind(drawn)
      drawn.stop = () => {
        clearInterval(timer)
        camera.stop()
        stop()
      }
      const settings = { ...camera.getSettings(), width: WIDTH_PX, height: HEIGHT_PX }
      drawn.getSettings = () => settings
      stream.removeTrack(camera)
      stream.addTrack(drawn)
    }
    return stream
  }
}

/** @param hue of the wall, degrees */
export const portrait = (hue: number): string => `(${filmPortrait})(${hue})`
