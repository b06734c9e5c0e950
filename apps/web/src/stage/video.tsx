import type { ComponentProps } from 'react'

interface VideoProps extends Omit<ComponentProps<'video'>, 'src' | 'muted'> {
  readonly stream: MediaStream
  readonly mirrored?: boolean
}

/** The picture of a stream. Always muted: sound comes from RemoteSound, so that it goes on when a tile is not shown. */
export function Video({ stream, mirrored = false, className = '', ...rest }: VideoProps) {
  return (
    <video
      {...rest}
      ref={(element) => {
        if (element && element.srcObject !== stream) element.srcObject = stream
      }}
      autoPlay
      playsInline
      muted
      className={`absolute inset-0 size-full ${mirrored ? '-scale-x-100' : ''} ${className}`}
    />
  )
}
