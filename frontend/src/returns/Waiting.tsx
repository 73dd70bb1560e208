import { IconBuildingStore, IconTruck, IconUser, IconWorld } from '@tabler/icons-react';
import { useText } from '../i18n/useText';
import classes from './Returns.module.css';

const icons: Record<string, typeof IconUser> = {
  us: IconBuildingStore,
  customer: IconUser,
  carrier: IconTruck,
  customs: IconWorld,
};

/** Whom a return waits for, as an icon and a word; nothing when it waits for nobody. */
export function Waiting({ of }: { of: string }) {
  const { t } = useText();
  const Icon = icons[of];
  if (!Icon) return null;
  return (
    <span className={classes.waiting}>
      <Icon size={16} stroke={1.6} aria-hidden />
      <span className={classes.party}>{t(`returns.waiting.${of}`)}</span>
    </span>
  );
}
