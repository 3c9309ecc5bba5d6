"""A program as somebody wrote it for openapi-generator's client of the pet store."""

import sys

import petstore
from petstore.models.pet import Pet
from petstore.rest import ApiException

configuration = petstore.Configuration(host=sys.argv[1])
configuration.api_key["api_key"] = "special-key"
configuration.access_token = "token"

with petstore.ApiClient(configuration) as api_client:
    pets = petstore.PetApi(api_client)

    found = pets.get_pet_by_id(12)
    print(found.name, found.photo_urls, found.to_dict()["photoUrls"])

    for pet in pets.find_pets_by_status(status=["available", "sold"]):
        print(pet.id, pet.category.name if pet.category else "")

    response = pets.get_pet_by_id_with_http_info(pet_id=12)
    print(response.status_code, response.headers["Content-Type"], response.data == found)

    try:
        pets.add_pet(Pet(name="Rex", photo_urls=["https://pets.test/rex.png"]), _request_timeout=3)
    except ApiException as error:
        print(error.status, error.reason, error.body)

    print(sorted(petstore.StoreApi(api_client).get_inventory().items()))
    print(petstore.UserApi(api_client).create_users_with_list_input([petstore.User(username="ada")]))
