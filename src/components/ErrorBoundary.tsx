"use client";
import { Component, type ReactNode } from "react";

interface Props {
  /** Stands in for what could not be drawn; `retry` draws it again. */
  fallback: (retry: () => void) => ReactNode;
  /** Told once for each fault, after the fallback stands. */
  onFault?: () => void;
  children: ReactNode;
}

/** Holds up a fault while drawing, so that the rest of the page stays. With another `key` it starts anew. */
export class ErrorBoundary extends Component<Props, { isFaulty: boolean }> {
  override state = { isFaulty: false };

  static getDerivedStateFromError() {
    return { isFaulty: true };
  }

  override componentDidCatch(): void {
    this.props.onFault?.();
  }

  override render(): ReactNode {
    const retry = () => this.setState({ isFaulty: false });
    return this.state.isFaulty ? this.props.fallback(retry) : this.props.children;
  }
}
