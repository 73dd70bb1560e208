import en from '@texts/en.json';
import zh from '@texts/zh-CN.json';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/** The languages of the window, each written in itself. */
export const languages = { 'zh-CN': '中文', en: 'English' } as const;

/** A language the window can speak. */
export type Language = keyof typeof languages;

const remembered = 'mendesk.language';

/** The language chosen in this window before; undefined when nobody chose. */
export function chosenLanguage(): Language | undefined {
  const saved = localStorage.getItem(remembered);
  return saved === 'zh-CN' || saved === 'en' ? saved : undefined;
}

const systemLanguage = (): Language => (navigator.language.startsWith('zh') ? 'zh-CN' : 'en');

/** Reads the one catalogue that the window, the papers and the command line share. */
export const i18n = i18next.createInstance();

i18n.on('languageChanged', (language) => {
  document.documentElement.lang = language;
});

void i18n.use(initReactI18next).init({
  lng: chosenLanguage() ?? systemLanguage(),
  fallbackLng: 'en',
  supportedLngs: ['zh-CN', 'en'],
  resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
  // React escapes; the catalogue is ours.
  interpolation: { escapeValue: false },
  initAsync: false,
  react: { useSuspense: false },
});

/** Switches at once, without a reload. */
export function speak(language: Language) {
  void i18n.changeLanguage(language);
}

/** Switches because a person wants it, and remembers that in this window. */
export function choose(language: Language) {
  localStorage.setItem(remembered, language);
  speak(language);
}
