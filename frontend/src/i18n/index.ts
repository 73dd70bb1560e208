import en from '@texts/en.json';
import zh from '@texts/zh-CN.json';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

/** The languages of the window, each written in itself. */
export const languages = { 'zh-CN': '中文', en: 'English' } as const;

/** A language the window can speak. */
export type Language = keyof typeof languages;

const remembered = 'mendesk.language';

function firstLanguage(): Language {
  const saved = localStorage.getItem(remembered);
  if (saved === 'zh-CN' || saved === 'en') return saved;
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
}

function follow(language: string) {
  document.documentElement.lang = language;
  localStorage.setItem(remembered, language);
}

/** Reads the one catalogue that the window, the papers and the command line share. */
export const i18n = i18next.createInstance();

i18n.on('languageChanged', follow);

void i18n.use(initReactI18next).init({
  lng: firstLanguage(),
  fallbackLng: 'en',
  supportedLngs: ['zh-CN', 'en'],
  resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
  // React escapes; the catalogue is ours.
  interpolation: { escapeValue: false },
  initAsync: false,
  react: { useSuspense: false },
});

/** Switches at once, without a reload, and is remembered on this workstation. */
export function speak(language: Language) {
  void i18n.changeLanguage(language);
}
