import {
  IconBrandWechat,
  IconBuildingStore,
  IconDeviceMobile,
  IconForms,
  IconMail,
  IconMessageCircle,
  IconPhone,
  IconShoppingBag,
} from '@tabler/icons-react';
import { useText } from '../i18n/useText';

const icons: Record<string, typeof IconMail> = {
  chat: IconMessageCircle,
  phone: IconPhone,
  email: IconMail,
  socialMedia: IconBrandWechat,
  webForm: IconForms,
  marketplace: IconShoppingBag,
  app: IconDeviceMobile,
  inStore: IconBuildingStore,
};

/** The way a customer came: an icon that is named aloud, or silent beside its word. */
export function Channel({ of, silent, size = 16 }: { of: string; silent?: boolean; size?: number }) {
  const { t } = useText();
  const Icon = icons[of] ?? IconMessageCircle;
  const name = t(`tickets.channel.${of}`);
  if (silent) return <Icon size={size} stroke={1.6} aria-hidden />;
  return <Icon size={size} stroke={1.6} role="img" aria-label={name} />;
}
