/** What scripts add to the pages. Each of them may be absent: every page works without. */
import { guardForms } from "./busy.ts";
import { addCopyButtons } from "./copy.ts";
import { fillFromFragment } from "./fragment.ts";
import { answerWhileTyping } from "./live.ts";
import { keepFresh } from "./refresh.ts";
import { sendOnChange } from "./send.ts";

document.documentElement.classList.add("live");
guardForms();
sendOnChange();
addCopyButtons(document);
answerWhileTyping();
keepFresh();
fillFromFragment();
