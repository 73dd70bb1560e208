import { Component, type ReactNode } from 'react';
import { logFault } from '../bridge/log';
import { ErrorState } from '../parts/State';

type BoundaryProps = { children: ReactNode };

/** Keeps a fault in one page from taking the window down; going elsewhere or trying again starts it anew. */
export class Boundary extends Component<BoundaryProps, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: unknown) {
    logFault(error, 'page');
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorState error={this.state.error} onRetry={() => this.setState({ error: undefined })} />;
  }
}
