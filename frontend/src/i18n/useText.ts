import { useTranslation } from 'react-i18next';
import type { Language } from '.';

/** The texts of the language in use; a component that calls this follows a switch at once. */
export function useText() {
  const { t, i18n } = useTranslation();
  return { t, language: i18n.language as Language };
}
