import { Link } from 'wouter'
import { useLanguage } from '../text/language.ts'

export function Brand({ name = true }: { name?: boolean }) {
  const { text } = useLanguage()
  return (
    <Link
      href="/"
      className="flex items-center gap-2.5 rounded-s font-[650] tracking-[-0.01em] text-ink no-underline"
      aria-label={text.brand}
    >
      <img src="/mark.svg" alt="" width={26} height={26} />
      {name && text.brand}
    </Link>
  )
}
