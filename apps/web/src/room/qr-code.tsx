import { encode } from 'uqr'

/** Modules around the code that scanners need. */
const QUIET = 2

/** Dark on light in both themes, as cameras expect it. */
export function QrCode({ value, label }: { value: string; label: string }) {
  const { data, size } = encode(value, { ecc: 'M', border: QUIET })
  const path = data
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-52 rounded-m bg-[#fff]"
    >
      <path d={path} fill="#0d1015" />
    </svg>
  )
}
