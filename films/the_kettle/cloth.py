"""The blacks and greys the two are dressed in, and how close their shoulders stand to their chins."""

BLACK, BLACK_LIT, BLACK_DEEP = "#1b1c1f", "#44484c", "#0b0c0e"
COAT, COAT_LIT, COAT_DEEP, COAT_WET = "#53575b", "#848a8d", "#2a2d30", "#33373a"
SHORT = -34.0  # how far the shoulders stand nearer to the chin than they are drawn
