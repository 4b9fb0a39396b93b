# The time zone by place.
place-button = 📍 Use my location
place-ask = Tap the button below to send me your location, or just write your city, such as <code>Munich</code>. Your location is only used to look up the time zone, and is not kept.
place-send-button = 📍 Send my location
place-cancel-button = Cancel
place-set = Your time zone is now { $zone }; it is { $hour } there.
place-same = That already is your time zone: { $zone }, where it is { $hour } now. The location was not kept.
place-unasked = Is this for your time zone? It would be { $zone }, where it is { $hour } now. The location was not kept.
place-yes-button = Use { $zone }
place-no-button = No
place-left = All right, your time zone stays as it is.
place-nowhere = I know no time zone there; it may be at sea or near a pole. Send a city with the same time as yours, as in <code>/settings Lisbon</code>.
place-city-unknown = I know no city called { $city }. Write a larger one nearby, or tap the button to send your location. To leave it, send /cancel.
place-city-similar = I know no city called { $city }. Did you mean <code>{ $similar }</code>? Write it once more, or tap the button to send your location. To leave it, send /cancel.
