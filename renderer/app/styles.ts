/** Every style sheet, in the order in which they may override each other. */
import './tokens.css';
import './base.css';
import './frame/frame.css';
import '../records/list/list.css';
import '../records/form/form.css';
import '../papers/sheet/sheet.css';
import '../papers/desk/desk.css';
import '../features/gate/gate.css';
import '../features/reporting/newest.css';
import '../features/features.css';
import '../features/members/import/import.css';
import '../features/gaps/gaps.css';
import '../features/members/places/places.css';
import '../features/members/paste/paste.css';
import '../features/members/compare/compare.css';
import '../features/members/dues/dues.css';
