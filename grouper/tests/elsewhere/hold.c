/* SPDX-License-Identifier: Apache-2.0 */
/* hold.exe SHARED FILE COMMAND...: a command run while FILE is kept open, as Excel keeps a table:
 * others may read it (SHARED is 1) or do nothing with it (0). Its status is ours; 99: a failure of
 * ours. */
#define WIN32_LEAN_AND_MEAN
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

static wchar_t line[32 * 1024];

int wmain(int count, wchar_t **given)
{
    STARTUPINFOW how = {.cb = sizeof how};
    PROCESS_INFORMATION made;
    DWORD status = 99;
    if (count < 4)
        return 99;
    HANDLE file = CreateFileW(given[2], GENERIC_READ | GENERIC_WRITE,
                              _wtoi(given[1]) ? FILE_SHARE_READ : 0, NULL, OPEN_EXISTING, 0, NULL);
    for (int i = 3; i < count; i++) {
        wcscat(line, i == 3 ? L"\"" : L" \"");
        wcscat(line, given[i]);
        wcscat(line, L"\"");
    }
    if (file == INVALID_HANDLE_VALUE ||
        !CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &how, &made))
        return 99;
    WaitForSingleObject(made.hProcess, INFINITE);
    GetExitCodeProcess(made.hProcess, &status);
    return (int)status;
}
