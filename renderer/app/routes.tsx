import { createHashRouter, Navigate } from 'react-router';
import { GapsPage } from '../features/gaps/GapsPage.tsx';
import { DuesPage } from '../features/members/dues/DuesPage.tsx';
import { PayrollPage } from '../features/members/dues/payroll/PayrollPage.tsx';
import { FilePage } from '../features/records/FilePage.tsx';
import { ListPage } from '../features/records/ListPage.tsx';
import { ImportPage } from '../features/members/import/ImportPage.tsx';
import { PastePage } from '../features/members/paste/PastePage.tsx';
import { PlacesPage } from '../features/members/places/PlacesPage.tsx';
import { ComparePage } from '../features/members/compare/ComparePage.tsx';
import { LifePage } from '../features/members/life/LifePage.tsx';
import { ReportPage } from '../features/reports/ReportPage.tsx';
import { ReportingPage } from '../features/reporting/ReportingPage.tsx';
import { ReviewPage } from '../features/reporting/ReviewPage.tsx';
import { SettingsPage } from '../features/settings/SettingsPage.tsx';
import { StatisticsPage } from '../features/statistics/StatisticsPage.tsx';
import { WorkbenchPage } from '../features/workbench/WorkbenchPage.tsx';
import { BrokenPage } from './frame/BrokenPage.tsx';
import { Frame } from './frame/Frame.tsx';

/** Every address of the application. Ids only: an address holds nothing about a person. */
export function createRouter() {
  return createHashRouter([
    {
      element: <Frame />,
      errorElement: <BrokenPage />,
      children: [
        { path: '/', element: <WorkbenchPage /> },
        { path: '/records/:type', element: <ListPage /> },
        { path: '/records/:type/:id', element: <FilePage /> },
        { path: '/members/import', element: <ImportPage /> },
        { path: '/members/gaps', element: <GapsPage /> },
        { path: '/members/gaps/:tab', element: <GapsPage /> },
        { path: '/members/import/paste', element: <PastePage /> },
        { path: '/members/tree', element: <PlacesPage /> },
        { path: '/members/compare', element: <ComparePage /> },
        { path: '/members/join/:shelf?', element: <LifePage place="join" /> },
        { path: '/members/transfer/:shelf?', element: <LifePage place="transfer" /> },
        { path: '/members/leaving/:shelf?', element: <LifePage place="leaving" /> },
        { path: '/members/dues', element: <DuesPage /> },
        { path: '/members/dues/import', element: <PayrollPage /> },
        { path: '/reporting', element: <ReportingPage /> },
        { path: '/reporting/:tab', element: <ReportingPage /> },
        { path: '/reporting/review/:type/:id', element: <ReviewPage /> },
        { path: '/statistics', element: <StatisticsPage /> },
        { path: '/reports/:type/:report', element: <ReportPage /> },
        { path: '/settings/:tab', element: <SettingsPage /> },
        { path: '*', element: <Navigate to="/" replace /> },
      ],
    },
  ]);
}
