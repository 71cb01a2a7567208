/** Where no script runs nothing opens a menu: all pages are listed below the one that is read, and buttons are not shown. */
export const WITHOUT_SCRIPT = `
.VPNavBarSearch, .VPNavBarHamburger, .VPNavBarExtra, .VPLocalNav, .vp-doc button.copy { display: none !important }
@media (max-width: 959px) {
  .Layout { display: flex; flex-direction: column }
  .VPSidebar {
    position: static !important; order: 1; width: auto !important; max-width: none !important;
    opacity: 1 !important; visibility: visible !important; transform: none !important
  }
}`
