import { Component, type ReactNode } from 'react'
import { useLanguage } from '../text/language.ts'
import { Button } from '../ui/button.tsx'
import { TriangleAlert } from '../ui/icons.ts'
import { NoticePage } from './failure-page.tsx'

/** Catches what rendering throws, among it a chunk that could not be loaded. */
export class Crash extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false }
  static getDerivedStateFromError() {
    return { crashed: true }
  }
  override render() {
    return this.state.crashed ? <CrashPage /> : this.props.children
  }
}

function CrashPage() {
  const { text } = useLanguage()
  return (
    <NoticePage icon={TriangleAlert} title={text.pages.crashed} hint={text.pages.crashedHint}>
      <Button look="primary" onClick={() => location.reload()}>
        {text.pages.reload}
      </Button>
    </NoticePage>
  )
}
