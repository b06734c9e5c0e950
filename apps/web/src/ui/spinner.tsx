/** Beside words that say what is going on, hence hidden from assistive technology. */
export function Spinner({ size = 16 }: { size?: number }) {
  return (
    <svg className="turns flex-none" width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <circle cx="12" cy="12" r="9" stroke="currentColor" strokeWidth="3" opacity=".2" />
      <path d="M21 12a9 9 0 0 0-9-9" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
    </svg>
  )
}
