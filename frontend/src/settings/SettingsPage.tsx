import {
  IconBuildingStore,
  IconCalendarTime,
  IconCoin,
  IconDeviceDesktop,
  IconExternalLink,
  IconFileText,
  IconFolder,
  IconInfoCircle,
  IconRefresh,
  IconTargetArrow,
  IconTemplate,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { Link, useRoute } from 'wouter';
import { useText } from '../i18n/useText';
import { Loaded } from '../parts/Loaded';
import { SyncSection } from '../sync/SyncSection';
import { AboutSection } from './AboutSection';
import { FoldersSection } from './FoldersSection';
import { LimitsSection } from './LimitsSection';
import { type SettingsPage as Page, useSettings } from './queries';
import { ReportsSection } from './ReportsSection';
import { ScheduleSection } from './ScheduleSection';
import classes from './Settings.module.css';
import { ShopSection } from './ShopSection';
import { StationSection } from './StationSection';
import { type Section, sectionOf, sections } from './sections';
import { TargetsSection } from './TargetsSection';
import { TemplatesSection } from './TemplatesSection';

const icons: Record<Section, typeof IconCoin> = {
  shop: IconBuildingStore,
  targets: IconTargetArrow,
  templates: IconTemplate,
  limits: IconCoin,
  sync: IconRefresh,
  schedule: IconCalendarTime,
  reports: IconFileText,
  folders: IconFolder,
  station: IconDeviceDesktop,
  about: IconInfoCircle,
};

const parts: Record<Section, ComponentType<{ page: Page }>> = {
  shop: ShopSection,
  targets: TargetsSection,
  templates: TemplatesSection,
  limits: LimitsSection,
  sync: SyncSection,
  schedule: ScheduleSection,
  reports: ReportsSection,
  folders: FoldersSection,
  station: StationSection,
  about: AboutSection,
};

/** What the shop and this workstation are set to, and what they do by themselves. */
export default function SettingsPage() {
  const { t } = useText();
  const [, route] = useRoute<{ section?: string }>('/settings/:section?');
  const here = sectionOf(route?.section);
  const page = useSettings();
  const Part = parts[here];
  return (
    <div className={classes.page}>
      <nav className={classes.views} aria-label={t('settings.sections')}>
        <h1>{t('settings.title')}</h1>
        {sections.map(({ group, names }) => (
          <div key={group}>
            <h2>{t(`settings.group.${group}`)}</h2>
            <ul>
              {names.map((name) => {
                const Icon = icons[name];
                return (
                  <li key={name}>
                    <Link
                      href={`/settings/${name}`}
                      className={classes.view}
                      aria-current={name === here ? 'page' : undefined}
                    >
                      <Icon size={16} stroke={1.6} aria-hidden />
                      {t(`settings.section.${name}`)}
                    </Link>
                  </li>
                );
              })}
              {group === 'shop' && (
                <li>
                  <Link href="/training/people" className={classes.view}>
                    <IconExternalLink size={16} stroke={1.6} aria-hidden />
                    {t('settings.section.people')}
                  </Link>
                </li>
              )}
            </ul>
          </div>
        ))}
      </nav>
      <div className={classes.work}>
        <Loaded query={page}>{(data) => <Part key={here} page={data} />}</Loaded>
      </div>
    </div>
  );
}
